import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';

const files = (base: string) =>
  glob({ base, pattern: '*.md', generateId: ({ entry }) => entry.replace(/\.md$/, '') });

export const collections = {
  posts: defineCollection({ loader: files('./src/content/posts') }),
  pages: defineCollection({ loader: files('./src/content/pages') }),
};
