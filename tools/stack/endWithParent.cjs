// Loaded into the backend before anything else: when the process that started
// it is gone, even by kill -9, the backend ends too and frees its port.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel alone must not keep the backend alive at its own end.
process.channel?.unref();
