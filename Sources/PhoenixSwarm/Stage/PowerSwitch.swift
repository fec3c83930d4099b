/// The power of one instance: while it is off, nothing that it does reaches anything.
struct PowerSwitch {
    enum Passage { case on, cutAfter, off }

    private(set) var isOff = false
    private var callsLeft: Int?
    private var moment = StoryEvent.Moment.beforeEffect
    private(set) var outageSeconds = 0

    /// Lets the power go at the call with this number from now on, from 1.
    mutating func arm(calls: Int, _ moment: StoryEvent.Moment, outageSeconds: Int) {
        guard !isOff else { return }
        (callsLeft, self.moment, self.outageSeconds) = (calls, moment, outageSeconds)
    }

    mutating func disarm() { callsLeft = nil }

    mutating func restore() { isOff = false }

    /// Counts a call.
    mutating func pass() -> Passage {
        guard !isOff else { return .off }
        guard let left = callsLeft else { return .on }
        callsLeft = left - 1
        guard left <= 1 else { return .on }
        callsLeft = nil
        isOff = true
        return moment == .beforeEffect ? .off : .cutAfter
    }
}
