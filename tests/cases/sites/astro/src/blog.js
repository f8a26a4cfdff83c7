import { getCollection } from 'astro:content';

export const addressOf = (entry) => entry.data.permalink ?? `/${entry.collection}/${entry.id}.html`;
export const routeOf = (entry) => addressOf(entry).slice(1).replace(/\.html$/, '').replace(/\/$/, '/_index_');

export async function published(name) {
  const entries = await getCollection(name, ({ data }) => !data.draft);
  return entries.sort((a, b) => (b.data.date ?? 0) - (a.data.date ?? 0));
}
