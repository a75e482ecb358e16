export * from './shared.js';
export * from './own.js';
