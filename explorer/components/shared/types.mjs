/**
 * The shapes of the JSON that Python sends, for editors and readers; no code.
 *
 * Text never travels as offsets: Python cuts it into segments, because it counts
 * code points where JavaScript counts UTF-16 units.
 *
 * @typedef {{light: string, dark: string, shape: "circle"|"square"|"diamond", icon: string, label: string}} EntityType
 * @typedef {{light: string, dark: string, dash: [number, number]|null, struck?: boolean, label: string, second?: {light: string, dark: string}}} Status
 * @typedef {{id: string, type: string, label: string, alt: string, degree: number}} NodeData
 * @typedef {{id: string, source: string, target: string, type: string, family: string, label: string, status: string,
 *   sources: number, disputing: number, quantity: string|null, role: string|null, from: string|null, to: string|null}} EdgeData
 * @typedef {{lang: "ar"|"en", theme: "light"|"dark", height: number, types: Record<string, EntityType>,
 *   statuses: Record<string, Status>, families: Record<string, {label: string}>, nodes: NodeData[], edges: EdgeData[],
 *   totals: {entities: number, relations: number, atLeast?: boolean}, truncated: boolean,
 *   layout: "force"|"concentric"|"hierarchical"|"circular", selected: {node: string|null, edge: string|null},
 *   camera: {x: number, y: number, ratio: number}|null, words: Record<string, string>, api: string|null, query: string,
 *   revision: number, instance?: string}} Drawing
 * @typedef {{claim: string, supports: boolean, independent: boolean, sentence: [string, string, string], dir: "rtl"|"ltr",
 *   speaker: NodeData|null, via: NodeData[], outlet: string|null, status: string, statusLabel: string, negated: boolean,
 *   saidOn: string|null, published: string|null, validFrom: string|null, validTo: string|null, quantity: string|null,
 *   role: string|null, confidence: number, extractor: string, article: ArticleData}} EvidenceItem
 * @typedef {{id: string, title: string|null, outlet: string|null, published: string|null, language: string}} ArticleData
 */
export {};
