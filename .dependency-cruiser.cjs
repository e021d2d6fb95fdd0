/** The import table of docs/adr/0001: any room may import a lower one, never a higher one nor its neighbour. */
const steps = '^shared/(capture|image|ocr|extract|completeness|mark|assemble|sign|verify|deliver)/'
const tools = '^shared/(pki|pdf-file|child|wire|font)/'
const ground = '^shared/(store|audit)/'
const pure = '^shared/(model|words|contract)/'
const top = '^shared/(pipeline|station)/'
const outside = '^(cli|electron|host|renderer|hub|demo|test|scripts|bin)/'

const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from: { path: from }, to: { path: to } })

module.exports = {
  forbidden: [
    { name: 'steps-apart', severity: 'error', comment: 'steps never import each other', from: { path: '^shared/(capture|image|ocr|extract|completeness|mark|assemble|sign|verify|deliver)/' }, to: { path: steps, pathNot: '^shared/$1/' } },
    forbid('steps-below-pipeline', steps, `${ground}|${top}`, 'steps know neither the store nor the pipeline'),
    forbid('tools-low', tools, `${steps}|${ground}|${top}`, 'tools serve steps and know none'),
    { name: 'ground-apart', severity: 'error', comment: 'store and audit stand beside each other on model', from: { path: '^shared/(store|audit)/' }, to: { path: `${steps}|${tools}|${top}|${ground}`, pathNot: '^shared/$1/' } },
    forbid('pure-low', pure, `${steps}|${tools}|${ground}|${top}`, 'model, words and contract know nothing above them'),
    { name: 'model-lowest', severity: 'error', comment: 'model imports only itself', from: { path: '^shared/model/' }, to: { path: '^shared/(words|contract)/|^node:|^(fs|path|crypto|child_process)$' } },
    { name: 'pure-no-node', severity: 'error', comment: 'model, words and contract run in a browser too', from: { path: pure }, to: { dependencyTypes: ['core'] } },
    forbid('pipeline-below-station', '^shared/pipeline/', '^shared/station/', 'the station composes the pipeline'),
    forbid('shared-inside', '^shared/', outside, 'nothing under shared knows a door'),
    forbid('doors-thin', '^(cli|electron|host)/', `${steps}|${tools}|${ground}|^shared/pipeline/|^hub/|^demo/`, 'doors speak to the station by its contract'),
    forbid('door-low', '^shared/door/', `${steps}|${tools}|${ground}|${top}`, 'what doors share knows a station by its contract only'),
    forbid('door-for-doors', '^shared/(?!door/|station/)', '^shared/door/', 'below the station nothing knows that there are doors'),
    { name: 'doors-apart', severity: 'error', comment: 'browser and desktop share what stands in shared/door', from: { path: '^(host|electron)/' }, to: { path: '^(cli|host|electron)/', pathNot: '^$1/' } },
    forbid('renderer-pure', '^renderer/', `${steps}|${tools}|${ground}|${top}|^shared/door/|^(cli|hub|demo|host|electron)/`, 'screens import contract, model and words'),
    forbid('hub-apart', '^hub/', `^shared/(?!wire/|pki/|verify/|child/|model/|words/)|^(cli|demo)/`, 'the hub shares wire, pki, verify, child and model with the station, nothing else'),
    forbid('demo-thin', '^demo/', `${steps}|${ground}|^shared/pipeline/|^test/`, 'the demo uses the station as an office does'),
    { name: 'face-only', severity: 'error', comment: 'a room is entered by its index.ts', from: { path: '^(shared/[^/]+|hub|demo|cli|scripts)/' }, to: { path: '^shared/(?!model/|contract/)([^/]+)/(?!index[.]ts$)', pathNot: ['^$1/', '^shared/[^/]+/(worker|pdfium-worker)[.]ts$'] } },
    { name: 'no-electron-in-shared', severity: 'error', comment: 'importing electron under Node starts a download', from: { pathNot: '^electron/' }, to: { path: 'node_modules/electron/' } },
    { name: 'no-test-in-product', severity: 'error', from: { pathNot: '^(test|scripts)/' }, to: { path: '^test/' } },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'no-dev-dependency-in-product', severity: 'error', comment: 'the product runs without development packages (the demo may set type with Tinos)', from: { path: '^(bin|cli|host|shared|hub)/' }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.mjs', '.js', '.cjs', '.d.ts', '.json'] },
    exclude: { path: '(^|/)(out|tmp)/' },
  },
}
