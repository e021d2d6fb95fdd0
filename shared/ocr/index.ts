export { openOcrEngine, type OcrEngine, type OcrEngineOptions } from './engine.ts'
export { explainedShare, needsOrientation } from './needs-orientation.ts'
