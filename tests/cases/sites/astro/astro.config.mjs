import { readdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'astro/config';

// Addresses that end in a slash: see routeOf in src/blog.js.
async function renamePages({ dir }) {
  for (const name of await readdir(dir, { recursive: true })) {
    const page = join(fileURLToPath(dir), name);
    if (basename(page) === '_index_.html') await rename(page, join(dirname(page), 'index.html'));
  }
}

export default defineConfig({
  build: { format: 'file' }, // keeps addresses that end in .html
  markdown: { smartypants: false },
  integrations: [{ name: 'folders', hooks: { 'astro:build:done': renamePages } }],
});
