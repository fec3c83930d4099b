package import PhoenixModel

extension Cluster {
    /// When something happens next that a client may be waiting for: a worker or a command ends, or a guest begins to
    /// answer, or lists of the whole cluster learn what has changed; nil if nothing is under way.
    package var nextChange: Instant? {
        // Looked for among all guests only while one of them is booting.
        let isBooting = latestBootEnd > now
        let boots = isBooting ? guests.values.compactMap { $0.running?.answersAt }.filter { $0 > now }.min() : nil
        return [agenda.nextInstant, boots, nextBroadcast].compactMap(\.self).min()
    }
}
