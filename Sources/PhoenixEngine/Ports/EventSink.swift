/// Whoever is told what happens: a terminal, a log, a file of JSON lines.
package protocol EventSink: Sendable {
    /// Takes one event. It cannot fail: nobody stops converging because a terminal went away.
    func receive(_ event: Event) async
}
