import PhoenixModel
import PhoenixSimulator
import ProxmoxSchema

extension Cluster {
    /// When what the client asks for will be: the end of a task that is looked at, or
    /// something new of a run that Phoenix looks at; nil if there is nothing to wait for.
    func awaitedInstant(of call: Call) -> Instant? {
        if let order = call.phoenixOrder, let guest = call.integer("vmid").flatMap(GuestID.init) {
            return awaitedInstant(of: order, in: guest)
        }
        guard call.endpoint.method == "GET", call.endpoint.path.hasPrefix("/nodes/{node}/tasks/{upid}/"),
            let work = tasks[TaskID(call.text("upid") ?? "")]?.work, work.remainder == nil, work.endsAt > now
        else { return nil }
        return work.endsAt
    }
}
