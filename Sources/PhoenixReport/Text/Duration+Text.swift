/// A span of time as people read it: `0.4 s`, `42 s`, `3 min 05 s`, `2 h 10 min`.
func durationText(milliseconds: Int64) -> String {
    let seconds = milliseconds / 1000
    switch seconds {
    case ..<10 where milliseconds % 1000 != 0: return "\(seconds).\(milliseconds % 1000 / 100) s"
    case ..<60: return "\(seconds) s"
    case ..<3600: return "\(seconds / 60) min \(twoDigits(seconds % 60)) s"
    default: return "\(seconds / 3600) h \(twoDigits(seconds / 60 % 60)) min"
    }
}

func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }
