export { openOcrEngine, type OcrEngine, type OcrEngineOptions } from './engine.ts'
export { needsOrientation } from './needs-orientation.ts'
