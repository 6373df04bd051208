// The only script that runs in the frame itself: it starts the broker with what the page hands it, once.
addEventListener(
  'message',
  (event) => {
    if (event.source !== parent) return
    const { brokerScript, programScript } = event.data
    const [port] = event.ports
    const url = URL.createObjectURL(new Blob([brokerScript], { type: 'text/javascript' }))
    const broker = new Worker(url)
    broker.onerror = () => port.postMessage({ kind: 'no-worker' })
    broker.postMessage({ programScript, port }, [port])
  },
  { once: true },
)
