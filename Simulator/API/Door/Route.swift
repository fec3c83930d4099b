package import PhoenixSimulator

/// What answers one endpoint: parameters in, the model's operation, values out; it has no rules of its own.
package typealias Route = @Sendable (inout Cluster, Call) throws(Refusal) -> Output

/// A method on a path template, such as `GET /nodes/{node}/lxc`.
package struct RouteKey: Hashable, Sendable {
    package let method: String
    package let path: String

    package init(method: String, path: String) {
        self.method = method
        self.path = path
    }

    package static func get(_ path: String) -> RouteKey { RouteKey(method: "GET", path: path) }
    package static func post(_ path: String) -> RouteKey { RouteKey(method: "POST", path: path) }
    package static func put(_ path: String) -> RouteKey { RouteKey(method: "PUT", path: path) }
    package static func delete(_ path: String) -> RouteKey { RouteKey(method: "DELETE", path: path) }
}

/// Routes by endpoint; a family of endpoints is one value of this type.
package typealias Routes = [RouteKey: Route]

extension Cluster {
    /// Performs one of the model's operations, with its refusal in the API's words.
    package mutating func perform<Value>(
        _ operation: (inout Cluster) throws(HostError) -> Value
    ) throws(Refusal) -> Value {
        do throws(HostError) {
            return try operation(&self)
        } catch {
            throw Refusal(error)
        }
    }
}
