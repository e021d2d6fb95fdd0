import js from '@eslint/js'
import tseslint from 'typescript-eslint'

/** What would let a page of the desktop reach out of its window. */
const setTo = (name, value) => ({ selector: `Property[key.name='${name}'][value.value=${value}]`, message: `${name}: ${value} opens the window to Node or to other pages` })
const electronRules = [
  ...['nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'allowRunningInsecureContent', 'webviewTag', 'experimentalFeatures'].map((name) => setTo(name, true)),
  ...['contextIsolation', 'sandbox', 'webSecurity'].map((name) => setTo(name, false)),
  { selector: "CallExpression[callee.property.name='sendSync']", message: 'a window never waits on the main process' },
  { selector: "CallExpression[callee.property.name='exposeInMainWorld'] Identifier[name='ipcRenderer']:not(MemberExpression > Identifier)", message: 'a page never gets ipcRenderer itself' },
  { selector: "CallExpression[callee.property.name='openExternal']", message: 'nothing outside the program is opened' },
  { selector: "CallExpression[callee.property.name='executeJavaScript']", message: 'main runs no script in a page' },
  { selector: "Literal[value=/unsafe-(eval|inline)/]", message: 'the policy has no exceptions' },
]

export default tseslint.config(
  { ignores: ['node_modules', 'out', 'tmp', '.dependency-cruiser.cjs'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: ['./tsconfig.json', './tsconfig.renderer.json', './tsconfig.e2e.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  { files: ['electron/**/*.ts', 'host/**/*.ts', 'shared/door/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...electronRules] } },
  // Playwright reads from this pattern which fixtures a fixture needs.
  { files: ['test/e2e/**/*.ts'], rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] } },
  {
    files: ['**/*.mjs', '**/*.cjs', 'eslint.config.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
)
