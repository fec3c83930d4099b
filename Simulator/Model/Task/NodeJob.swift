package import PhoenixModel

/// What a worker does that is about no guest.
package enum NodeJob: Hashable, Codable, Sendable {
    case download(DownloadOrder)
    /// Removes a volume, by its id.
    case removeVolume(String)
    /// Brings a node's waiting network into force.
    case reloadNetwork
}

extension Cluster {
    mutating func finish(_ job: NodeJob, on node: NodeName) throws(HostError) {
        switch job {
        case .download(let order): try finishDownload(order)
        case .removeVolume(let volume): finishRemoval(of: volume, on: node)
        case .reloadNetwork: applyNetwork(on: node)
        }
    }

    /// Brings a node's waiting network into force.
    package mutating func reloadNetwork(on node: NodeName) throws(HostError) -> TaskID {
        try requireOnline(node)
        return begin(
            .onNode(.reloadNetwork), type: "srvreload", subject: "networking", on: node,
            milliseconds: timing[.removeVolume])
    }

    /// Runs a worker that leaves everything as it is, such as the restart of a service.
    package mutating func work(_ type: String, about subject: String, on node: NodeName) throws(HostError) -> TaskID {
        try requireOnline(node)
        return begin(
            .note(type: type), type: type, subject: subject, on: node, milliseconds: timing[.removeVolume])
    }
}
