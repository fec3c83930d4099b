import Clibgit2

/// What libgit2 reported of one operation that failed.
struct LibraryError: Error, Equatable {
    /// What was tried, as an infinitive: "read the tree".
    var operation: String
    /// A `git_error_code`.
    var code: Int32
    /// A `git_error_t`.
    var category: UInt32
    /// libgit2's words, fit for one line.
    var message: String

    var isNotFound: Bool { code == GIT_ENOTFOUND.rawValue }

    /// One line for a failure's causes.
    var cause: String { "\(operation): \(message) (libgit2 \(code)/\(category))" }
}

/// Throws what libgit2 says about a negative `status`.
///
/// Has to be called right after the operation, on its thread: libgit2 keeps one last error per thread.
@discardableResult
func check(_ operation: @autoclosure () -> String, _ status: Int32) throws(LibraryError) -> Int32 {
    guard status < 0 else { return status }
    let last = git_error_last()
    let message = last?.pointee.message.map { OneLine.of(String(cString: $0)) } ?? "no further explanation"
    throw LibraryError(
        operation: operation(), code: status, category: UInt32(bitPattern: last?.pointee.klass ?? 0), message: message)
}

/// The same for an operation that hands out an object.
func acquire(
    _ operation: @autoclosure () -> String, _ body: (inout OpaquePointer?) -> Int32
) throws(LibraryError) -> OpaquePointer {
    var pointer: OpaquePointer?
    try check(operation(), body(&pointer))
    guard let pointer else {
        throw LibraryError(operation: operation(), code: -1, category: 0, message: "libgit2 gave no object")
    }
    return pointer
}
