export { openAssembler, type Assembler, type AssemblerOptions } from './assembler.ts'
export { inspectJpeg, type JpegCarriage } from './jpeg.ts'
export type { AssembleInput, AssemblePage, Conformance, DocumentMetadata } from './types.ts'
