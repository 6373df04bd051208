// The only script that runs in the frame itself: it starts the broker with what the page hands it, once.
addEventListener(
  'message',
  (event) => {
    if (event.source !== parent) return
    const { brokerScript, programScript } = event.data
    // The first leads to the broker, and is its own from then on; by the second the page hears that there is no broker.
    const [port, trouble] = event.ports
    const tell = () => trouble.postMessage(null)
    try {
      const url = URL.createObjectURL(new Blob([brokerScript], { type: 'text/javascript' }))
      const policy = self.trustedTypes?.createPolicy('lab-script', { createScriptURL: () => url })
      const broker = new Worker(policy ? policy.createScriptURL('') : url)
      broker.onerror = tell
      broker.postMessage({ programScript, port }, [port])
    } catch {
      tell()
    }
  },
  { once: true },
)
