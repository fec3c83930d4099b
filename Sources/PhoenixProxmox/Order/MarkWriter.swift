import PhoenixModel

extension ConfigText {
    /// Phoenix's mark in the description; nil if there is none, or one that is damaged.
    var mark: Mark? { values["description"].flatMap(MarkText.mark(in:)) }

    /// Tags in the order that Proxmox keeps, which a datacenter's `tag-style` decides.
    var tags: [String] {
        (values["tags"] ?? "").split { $0 == ";" || $0 == "," || $0.isWhitespace }.map(String.init)
    }
}

/// Writes the mark into a guest's description and tags, and leaves alone what people wrote there.
struct MarkWriter {
    /// What the guest's configuration says now.
    let config: ConfigText

    /// What has to be set; without changes if the guest carries the mark and the tag already.
    func order(_ mark: Mark) -> ConfigOrder {
        var order = ConfigOrder()
        if config.mark != mark {
            order.values["description"] = MarkText.description(config["description"] ?? "", marked: mark)
        }
        if !config.tags.contains(where: { $0.lowercased() == MarkText.tag }) {
            order.values["tags"] = (config.tags + [MarkText.tag]).joined(separator: ";")
        }
        return order
    }
}
