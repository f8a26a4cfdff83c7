filedesc://harbour.arc 0.0.0.0 20040314092653 text/plain 69
1 0 Harbour
URL IP-address Archive-date Content-type Archive-length

https://harbour.example/2019/03/post-1.html 192.0.2.7 20040314092653 text/html 515
HTTP/1.1 200 OK
Content-Type: text/html

<!DOCTYPE html><html lang='en'><head><title>Harbour 1</title><link rel='canonical' href='https://harbour.example/2019/03/post-1.html'></head><body><div class='h-entry'><h1 class='p-name'>Harbour 1</h1><a class='u-url' href='https://harbour.example/2019/03/post-1.html'><time class='dt-published' datetime='2019-03-14T09:00:00Z'></time></a><div class='e-content'><p>The lamp of the 1th harbour burned all night, and nobody came to put it out.</p></div></div></body></html>
https://harbour.example/2019/03/post-2.html 192.0.2.7 20040314092653 text/html 515
HTTP/1.1 200 OK
Content-Type: text/html

<!DOCTYPE html><html lang='en'><head><title>Harbour 2</title><link rel='canonical' href='https://harbour.example/2019/03/post-2.html'></head><body><div class='h-entry'><h1 class='p-name'>Harbour 2</h1><a class='u-url' href='https://harbour.example/2019/03/post-2.html'><time class='dt-published' datetime='2019-03-14T09:00:00Z'></time></a><div class='e-content'><p>The lamp of the 2th harbour burned all night, and nobody came to put it out.</p></div></div></body></html>
