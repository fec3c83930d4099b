/// How long Git may take. All of them are checked against the monotonic clock.
package struct GitDeadlines: Sendable, Equatable {
    /// From the name lookup to the open connection.
    package var connect: Duration
    /// The longest silence of the other side.
    package var idle: Duration
    /// A whole question to the port, with the repair of a mirror if one is needed. It also ends a server that
    /// dribbles just fast enough not to be idle.
    package var overall: Duration

    package init(
        connect: Duration = standardConnect, idle: Duration = standardIdle, overall: Duration = standardOverall
    ) {
        self.connect = connect
        self.idle = idle
        self.overall = overall
    }

    /// Three lost SYN packets (1 + 2 + 4 s) on a bad line still fit.
    package static let standardConnect = Duration.seconds(10)
    /// A busy forge may count objects this long before it sends the first byte of a pack.
    package static let standardIdle = Duration.seconds(30)
    /// A first clone of some hundred megabytes over a slow line; a poll never comes near.
    package static let standardOverall = Duration.seconds(900)
}
