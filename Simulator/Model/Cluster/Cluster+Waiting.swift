package import PhoenixModel

extension Cluster {
    /// When something happens next that a client may be waiting for: a worker or a command ends, or a guest begins to
    /// answer, or lists of the whole cluster learn what has changed; nil if nothing is under way.
    package var nextChange: Instant? {
        let boots = guests.values.compactMap { $0.running?.answersAt }.filter { $0 > now }.min()
        return [agenda.nextInstant, boots, nextBroadcast].compactMap(\.self).min()
    }
}
