export { openOcrEngine, type OcrEngine, type OcrEngineOptions } from './engine.ts'
export { withTextLayer } from './text-layer/text-layer.ts'
export { explainedShare, needsOrientation } from './needs-orientation.ts'
