/// The networks that the rights on bridges know.
package enum Bridge {
    /// The zone of every bridge that no software-defined network owns.
    package static let localZone = "localnetwork"
}
