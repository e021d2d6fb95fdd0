export { loadMarkTemplate, type Alignment, type MarkTemplate } from './template.ts'
export { composeMark, trainingNotice } from './compose.ts'
export { layoutMark } from './layout.ts'
export { placeMark, type MarkablePage, type PlacedMark } from './place.ts'
