//! How large the network is, and where its weights lie while they are being learned.

/// The sizes of a network.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sizes {
    /// Numbers in a row of the embedding table.
    pub embedding: usize,
    /// Cells of one direction of one layer.
    pub hidden: usize,
    /// Numbers in each of the four projections.
    pub projection: usize,
    pub n_labels: usize,
}

/// Where each matrix lies in the one flat list of weights. All matrices are stored input by input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Places {
    /// By layer and direction: input to gates (in × 4h), own state to gates (h × 4h), bias (4h). Gates in the order i f o g.
    pub lstm: [[[usize; 3]; 2]; 2],
    /// Output of the second layer to arc head, arc dependent, label dependent, label head (2h × 4k), and bias.
    pub project: [usize; 2],
    /// Dependent to head (k × k), and bias.
    pub arc: [usize; 2],
    /// Label hidden to label (k × labels), and bias.
    pub label: [usize; 2],
    pub n_weights: usize,
}

impl Sizes {
    pub const fn input(self, layer: usize) -> usize {
        if layer == 0 {
            self.embedding
        } else {
            2 * self.hidden
        }
    }

    pub const fn places(self) -> Places {
        let (h, k, n) = (self.hidden, self.projection, self.n_labels);
        let mut at = 0;
        let mut lstm = [[[0; 3]; 2]; 2];
        let mut layer = 0;
        while layer < 2 {
            let mut direction = 0;
            while direction < 2 {
                let wx = at;
                let wh = wx + self.input(layer) * 4 * h;
                let bias = wh + h * 4 * h;
                at = bias + 4 * h;
                lstm[layer][direction] = [wx, wh, bias];
                direction += 1;
            }
            layer += 1;
        }
        let project = [at, at + 2 * h * 4 * k];
        let arc = [project[1] + 4 * k, project[1] + 4 * k + k * k];
        let label = [arc[1] + k, arc[1] + k + k * n];
        Places {
            lstm,
            project,
            arc,
            label,
            n_weights: label[1] + n,
        }
    }
}
