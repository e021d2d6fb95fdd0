const endings = ['.jpg', '.jpeg', '.png', '.tif', '.tiff', '.pdf']
const collator = new Intl.Collator('vi', { numeric: true })

/** Papers in their natural order (page 2 before page 10); what no paper can be is only counted. */
export function sortPapers<Chosen extends { readonly path: string }>(chosen: readonly Chosen[]): { readonly papers: readonly Chosen[]; readonly others: number } {
  const papers = chosen.filter(({ path }) => endings.some((ending) => path.toLowerCase().endsWith(ending)) && !path.split('/').some((part) => part.startsWith('.')))
  return { papers: papers.toSorted((left, right) => collator.compare(left.path, right.path)), others: chosen.length - papers.length }
}
