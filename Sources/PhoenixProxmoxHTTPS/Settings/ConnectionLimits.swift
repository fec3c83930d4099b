/// How long a cluster's API may take and how much it may take. Tests give smaller ones.
package struct ConnectionLimits: Hashable, Sendable {
    /// From the name's resolution to the end of the TLS handshake.
    package var connectSeconds = standardConnectSeconds
    /// One request with its answer, the connection included.
    package var requestSeconds = standardRequestSeconds
    /// The same for a login.
    package var loginSeconds = standardLoginSeconds
    /// How long a call waits until another one gives its connection back.
    package var waitSeconds = standardWaitSeconds
    /// Requests under way at once, and so connections to one node.
    package var connections = standardConnections
    /// A connection without a request is closed after this time.
    package var idleSeconds = standardIdleSeconds
    /// The largest body of an answer, after decompression.
    package var answerBytes = standardAnswerBytes
    /// A node that could not be reached is tried last for so long.
    package var silenceSeconds = standardSilenceSeconds
    /// A ticket of this age is exchanged for a new one.
    package var renewalSeconds = standardRenewalSeconds

    package init() {}

    /// Two lost SYN packets (1 + 2 s) still fit; a node that is off costs a sync no more than this, once.
    package static let standardConnectSeconds = 5.0
    /// Proxmox gives up on its own after 30 s between nodes (behaviour 2.5), and a refused ticket is held back for 3 s
    /// more (2.3): whoever is silent for longer does not answer any more.
    package static let standardRequestSeconds = 45.0
    /// A failed login is held back for 3 s (behaviour 2.4); the rest is for a slow LDAP or Active Directory behind it.
    package static let standardLoginSeconds = 20.0
    /// As long as the slowest of the calls that hold the connections may take.
    package static let standardWaitSeconds = standardRequestSeconds
    /// pveproxy and pvedaemon have three workers each, and one of them works on one call at a time: six keep them busy
    /// while answers travel, more would only wait there instead of here.
    package static let standardConnections = 6
    /// pveproxy closes a connection after five seconds without a request; one that is closed first on this side is never
    /// closed by the other just when a request sets out.
    package static let standardIdleSeconds = 3.0
    /// The longest lists of a cluster of thousands of guests have a few mebibytes.
    package static let standardAnswerBytes = 16 * 1024 * 1024
    /// Spares the next syncs the wait, and lets a node that was rebooted be used soon again.
    package static let standardSilenceSeconds = 60.0
    /// A ticket lives for 2 h (behaviour 4.3); the half hour left is for nodes' clocks that differ.
    package static let standardRenewalSeconds = 5_400.0
    /// How old a ticket may be to be exchanged for a new one: the 2 h less what clocks may differ (5 min are granted).
    static let ticketSeconds = 6_900.0
}
