import '../index';

/** Tells the parent which modules the plugin has loaded, and waits for its end. */
process.on('disconnect', () => process.exit());
process.send?.({ loaded: Object.keys(require.cache) });
