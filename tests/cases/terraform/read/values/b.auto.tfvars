last = "from b.auto.tfvars"
