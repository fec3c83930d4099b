import PhoenixModel

/// Why the mirror did not give what was asked; decides what is done about it.
enum MirrorError: Error {
    /// There is no mirror yet.
    case absent
    /// It is sound as far as seen, but does not hold the commit.
    case unknown(CommitID)
    /// Something that should be there is missing or broken: only a new mirror helps.
    case damaged(LibraryError)
    /// Nothing that another mirror would change.
    case failure(Failure)
}

/// Runs reads of the mirror, whose every library error means damage.
func readingMirror<Value>(_ body: () throws(LibraryError) -> Value) throws(MirrorError) -> Value {
    do throws(LibraryError) { return try body() } catch { throw .damaged(error) }
}
