import PhoenixModel
import PhoenixRun
import PhoenixTestSupport
import Testing

/// What a look at the host tells of a download whose answer was lost.
@Suite struct TraceTests {
    private let download = Change.download(
        Download(
            guest: GuestReference(id: id(101), kind: .container, node: "pve1"), volume: alpineImage,
            source: alpineSource))

    @Test("A download is done when its node shows the image, and not when another does")
    func done() {
        #expect(trace(of: download, in: host()) == .none)
        #expect(trace(of: download, in: host([node("pve1"), node("pve2", images: [alpineImage])])) == .none)
        #expect(trace(of: download, in: host([node("pve1", images: [alpineImage]), node("pve2")])) == .done)
    }

    @Test("A download is at work when a task on its node fetches that file")
    func running() {
        func seen(_ node: NodeName, _ operation: Change.Operation?, _ file: String?) -> Trace {
            var observed = host()
            observed.runningTasks = [
                RunningTask(id: TaskID("T1"), node: node, guest: nil, operation: operation, fileName: file)
            ]
            return trace(of: download, in: observed)
        }
        #expect(seen("pve1", .download, "alpine-3.22-default_20250617_amd64.tar.xz") == .running(TaskID("T1")))
        #expect(seen("pve2", .download, "alpine-3.22-default_20250617_amd64.tar.xz") == .none)
        #expect(seen("pve1", .download, "another.tar.xz") == .none)
        #expect(seen("pve1", nil, nil) == .none)
    }
}
