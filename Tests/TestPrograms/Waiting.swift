/// What a test could not bring about.
package struct NotReady: Error, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}

/// No test waits longer for something that is bound to happen.
private let secondsMaximum = 60

/// Waits, bounded, until `value` gives something.
@discardableResult
package func eventually<Value>(_ what: @autoclosure () -> String, _ value: () -> Value?) async throws -> Value {
    let end = ContinuousClock.now + .seconds(secondsMaximum)
    while ContinuousClock.now < end {
        if let value = value() { return value }
        try await Task.sleep(for: .milliseconds(2))
    }
    throw NotReady("\(what()) did not happen")
}
