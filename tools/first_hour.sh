#!/usr/bin/env bash
# Walk the first hour of a new user in an empty environment, and print everything that they see.
#
#   tools/first_hour.sh            install this repository
#   tools/first_hour.sh FILE.whl   install a wheel
#   PYTHON=python3.12 tools/first_hour.sh   use this Python
#
# Each step prints its command, the first lines of its output, and its exit status. The last line counts the steps with
# another exit status than expected.
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
package=${1:-$root}
[ -f "$package" ] && package=$(cd "$(dirname "$package")" && pwd)/$(basename "$package")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$root/examples" "$work/examples"
cd "$work"
unset PYTHONPATH VIRTUAL_ENV
export NO_COLOR=1 COLUMNS=100
lines=14 number=0 wrong=0

# step STATUS TITLE COMMAND: run a command that should end with this exit status ("any" for errors of any kind)
step() {
  number=$((number + 1))
  printf '\n== %d. %s\n$ %s\n' "$number" "$2" "$3"
  bash -c "$3" >"$work/.seen" 2>&1 </dev/null
  local status=$?
  head -n "$lines" "$work/.seen" | cut -c1-320
  local count
  count=$(wc -l <"$work/.seen")
  [ "$count" -le "$lines" ] || printf '… (%d lines)\n' "$count"
  printf '[exit status %d]\n' "$status"
  if [ "$1" = any ]; then [ "$status" -ne 0 ]; else [ "$status" -eq "$1" ]; fi || {
    wrong=$((wrong + 1))
    printf '[expected %s]\n' "$1"
  }
}

${PYTHON:-python3} -m venv env
export PATH="$work/env/bin:$PATH"

step 0 "Install" "python -m pip install -qq --disable-pip-version-check '$package' && python -m pip list --format=freeze --exclude pip --exclude setuptools"
step 0 "Version" "blogpost --version"
step 0 "Help" "blogpost --help"
step any "Run it without arguments" "blogpost"
step 0 "Convert a page to Markdown" "blogpost examples/nebelbruecke.html --to markdown"
step 0 "Convert pasted text, to JSON" "blogpost examples/harbour-bridge.txt"
step 0 "Paste into a pipe" "cat examples/harbour-bridge.txt | blogpost --to markdown"
step 0 "Check by eye" "blogpost examples/harbour-bridge.txt --to view -o seen && ls seen"
step 0 "Convert a folder into a folder" "mkdir pages && cp examples/*.html examples/*.txt pages && blogpost pages --to markdown -o posts/ && ls posts"
step any "Mistype a format" "blogpost examples/nebelbruecke.html --to markdwon"
step any "Mistype a file" "blogpost examples/nebelbrucke.html"
step any "Read a page without a post" "printf '<title>Login</title><p>Log in' >login.html; blogpost login.html"
step 0 "Open Python" "python -c 'import blogpost; from pathlib import Path; post = blogpost.parse(Path(\"examples/harbour-bridge.txt\")); print(repr(post)[:300]); print(post.title); print(repr(post.comments[0])[:300])'"
step any "Pass a file name as a string" "python -c 'import blogpost; blogpost.parse(\"examples/nebelbruecke.html\")' 2>&1 | tail -n 2; exit \${PIPESTATUS[0]}"
step 0 "Show a post in a notebook" "python -c 'import blogpost; from pathlib import Path; post = blogpost.parse(Path(\"examples/nebelbruecke.html\")); print(post._repr_html_()[:200])'"
step 0 "Write a table of comments" "blogpost examples/export/blog-05-17-2014.xml -o comments.csv --table comments && python -c 'import csv; print(*((row[\"published\"], row[\"author\"], row[\"text\"][:40]) for row in csv.DictReader(open(\"comments.csv\", newline=\"\"))), sep=\"\\n\")'"
step 0 "Edit Markdown, and read it back" "blogpost examples/classic-2004.html --to markdown >edited.md && sed -i 's/smell of tar/smell of **tar**/' edited.md && blogpost edited.md --to text"
step 0 "Convert an archive to JSON Lines" "blogpost examples/export/blog-05-17-2014.xml -o posts.jsonl && wc -l <posts.jsonl"
step 0 "Convert a takeout to a site" "blogpost examples/takeout --to hugo -o site && find site -name '*.md' | sort"
step any "Read a damaged archive" "head -c 9000 examples/export/blog-05-17-2014.xml >cut.xml; blogpost cut.xml --to jsonl >cut.jsonl; blogpost cut.xml --to jsonl --recover >cut.jsonl; status=\$?; wc -l <cut.jsonl; exit \$status"

printf '\n%d steps, %d with an unexpected exit status\n' "$number" "$wrong"
exit "$((wrong > 0))"
