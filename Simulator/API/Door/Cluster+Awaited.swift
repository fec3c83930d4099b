import PhoenixModel
import PhoenixSimulator
import ProxmoxSchema

extension Cluster {
    /// When what the client asks for will be: the end of a task that is looked at; nil if there is nothing to wait for.
    func awaitedInstant(of call: Call) -> Instant? {
        guard call.endpoint.method == "GET", call.endpoint.path.hasPrefix("/nodes/{node}/tasks/{upid}/"),
            let work = tasks[TaskID(call.text("upid") ?? "")]?.work, work.remainder == nil, work.endsAt > now
        else { return nil }
        return work.endsAt
    }
}
