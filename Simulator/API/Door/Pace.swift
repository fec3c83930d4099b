/// How the simulated cluster's time passes.
package enum Pace: Sendable, Equatable {
    /// As real time does, and at once wherever a client waits for something.
    case virtual
    /// That many times as fast as real time; greater than 0.
    case real(factor: Double)

    /// How many virtual milliseconds pass in a span of real time.
    func milliseconds(in span: Duration) -> Int64 {
        let factor =
            switch self {
            case .virtual: 1.0
            case .real(let factor): factor
            }
        let (seconds, attoseconds) = span.components
        return Int64((Double(seconds) * 1000 + Double(attoseconds) / 1e15) * factor)
    }

    /// How long a span of virtual time really takes; nothing where waiting is skipped.
    func duration(ofMilliseconds milliseconds: Int64) -> Duration {
        switch self {
        case .virtual: .zero
        case .real(let factor): .milliseconds(Int64((Double(milliseconds) / factor).rounded(.up)))
        }
    }
}
