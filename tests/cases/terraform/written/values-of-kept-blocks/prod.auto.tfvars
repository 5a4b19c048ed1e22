services = { orders = 1 }
