"""Record pages of the German database of Interreg B projects."""
