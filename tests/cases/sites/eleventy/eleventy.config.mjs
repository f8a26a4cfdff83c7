export default function (config) {
  config.addGlobalData("blog", {
    "title": "Harbour Notes",
    "url": "",
    "language": "en"
  });
  config.addPassthroughCopy({ public: "/" });
  // Files in content/posts and content/pages can name another layout, or a posts.json next to them.
  config.addGlobalData("layout", "post.njk");
}

export const config = {
  dir: { input: "content", includes: "../_includes", data: "../_data" },
};
