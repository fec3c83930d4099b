import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxSchema

/// Where faults strike door 2: around the route that a call has reached.
///
/// They are the faults of door 1, met by the same operations; what a caller sees of them is what it would see of a real
/// network and a real host.
struct FaultGate {
    /// The fault in force.
    let kind: Fault.Kind?
    private let guest: GuestReference?
    private let isLook: Bool
    private let operation: Fault.Operation?
    /// Whether what is asked is done when it is answered, and not in a task.
    private let isImmediate: Bool

    /// Counts the call; the first fault that strikes it is in force.
    init(_ call: Call, _ cluster: inout Cluster) {
        guest = Self.guest(of: call, in: cluster)
        operation = FaultedOperation.of(call, in: cluster)
        let source = operation == .change(.clone) ? call.integer("vmid").flatMap(GuestID.init) : nil
        kind = operation.flatMap { [guest] in cluster.strike($0, guest: guest?.id, copying: source) }?.kind
        if case .taskVanishes(let remainder) = kind, operation == .lookAtTask, let task = call.text("upid") {
            cluster.forget(TaskID(task), leaving: remainder)
        }
        isLook = call.endpoint.method == "GET"
        isImmediate = call.endpoint.method == "PUT"
    }

    /// Whether the caller shall be told what was so at an earlier look.
    var isStale: Bool { isLook && kind == .staleRead }

    /// Whether it asks what is there, and not what became of something.
    var isObservation: Bool { operation == .observe }

    /// What keeps the call from its route; nil if nothing does.
    var obstacle: Obstacle? {
        if kind == .lostBeforeEffect { return .lost }
        if let refusal = kind?.refusal(on: guest) { return .refused(Refusal(refusal)) }
        guard isImmediate, let operation else { return nil }
        return kind?.immediateRefusal(of: operation).map { .refused(Refusal($0)) }
    }

    enum Obstacle {
        case lost
        case refused(Refusal)
    }

    /// Strikes the worker that the route has started.
    func strikeTask(of output: Output, _ cluster: inout Cluster) {
        guard let kind, case .string(let text) = output.data, UPID(text) != nil else { return }
        cluster.apply(kind, to: TaskID(text))
    }

    /// What becomes of the answer on its way back.
    func delivered(_ answer: APIAnswer) -> APIAnswer {
        switch kind {
        case .lostAfterEffect: .lost
        case .slow(let seconds) where seconds > Self.hopSeconds:
            .empty(596, "Connection timed out", delaySeconds: Double(Self.hopSeconds))
        case .slow(let seconds): answer.delayed(seconds: Double(seconds))
        default: answer
        }
    }

    /// How long Proxmox's proxy waits for the daemon behind it.
    private static let hopSeconds = 30

    /// The guest that the call is about: the new one where one is made, and the one that a task works on.
    private static func guest(of call: Call, in cluster: Cluster) -> GuestReference? {
        let path = call.endpoint.path
        if let task = call.text("upid") { return cluster.guest(ofTask: TaskID(task)) }
        let kind: GuestKind = path.hasPrefix("/nodes/{node}/qemu") ? .machine : .container
        let number = call.integer(path.hasSuffix("/clone") ? "newid" : "vmid")
        return number.flatMap(GuestID.init).map { GuestReference(id: $0, kind: kind, node: call.node) }
    }
}

extension APIAnswer {
    /// The connection is cut without a word.
    static let lost = APIAnswer(status: 0, reason: "", isLost: true)
}
