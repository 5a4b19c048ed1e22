text            = "from terraform.tfvars"
number          = "7"
null_is_default = null
