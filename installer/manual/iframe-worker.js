/* To a page that lies in a file browsers give no worker: the search works in a hidden frame then. */
if (location.protocol === "file:") {
  class FrameWorker extends EventTarget {
    constructor(url) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      document.body.appendChild(frame)
      this.inside = frame.contentWindow
      const load = address => new Promise((resolve, reject) => {
        const script = frame.contentDocument.createElement("script")
        script.src = new URL(address, location.href).href
        script.onload = resolve
        script.onerror = reject
        frame.contentDocument.body.appendChild(script)
      })
      // Others than a worker's own one load beside the program: in order, and waited for.
      this.inside.importScripts = (...addresses) =>
        addresses.reduce((before, address) => before.then(() => load(address)), Promise.resolve())
      this.inside.postMessage = data => this.dispatchEvent(new MessageEvent("message", { data }))
      this.ready = load(url)
    }

    postMessage(data) {
      this.ready.then(() =>
        this.inside.dispatchEvent(new this.inside.MessageEvent("message", { data }))
      )
    }

    terminate() {
      this.inside.frameElement.remove()
    }
  }
  window.IFrameWorker = FrameWorker // by this the search knows where it works
  window.Worker = FrameWorker
}
