import { defineConfig } from 'astro/config';

export default defineConfig({
  build: { format: 'file' }, // keeps addresses that end in .html
  markdown: { smartypants: false },
});
