import PhoenixModel
import PhoenixSimulator
import ProxmoxSchema

extension Call {
    /// Every scalar that was given, save those that say where and how and not what.
    func options(except others: Set<String>) -> [String: String] {
        let excluded = others.union(["node", "digest", "delete"])
        return parameters.values.filter { !excluded.contains($0.key) }.compactMapValues(\.scalarText)
    }

    /// A storage that the path or a parameter names.
    var storage: StorageName { StorageName(text("storage") ?? "") }
}

extension Cluster {
    /// Asks the model something that it may refuse, with its refusal in the API's words.
    func ask<Value>(_ question: (Cluster) throws(HostError) -> Value) throws(Refusal) -> Value {
        do throws(HostError) {
            return try question(self)
        } catch {
            throw Refusal(error)
        }
    }
}
