/** At most so many characters of it are told. */
const MOST = 300;

/** Makes plain text of what a proxy or load balancer answers instead of the API, which is often a page of HTML. */
export function toPlainText(body: string): string {
  if (!/<(!doctype|html)/i.test(body.slice(0, 1_000)))
    return body.slice(0, MOST);
  const page = body.slice(0, 100_000);
  const text = page
    .replace(/<(script|style|head)\b[^]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const title = /<title[^>]*>([^<]*)/i.exec(page)?.[1].trim();
  const told = text.slice(0, MOST) || title || 'nothing that can be read';
  return `a page of HTML came, so a proxy or load balancer has answered: ${told}`;
}
