/// Told to every connection when the server stops.
enum ServerStops {
    /// An answer that is owed is still given.
    case now
    /// The time for that is over.
    case withoutAnswer
}
