# Whether public REST APIs have a web ACL.

resource "aws_api_gateway_rest_api" "regional" {
  name = "regional"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_deployment" "regional" {
  rest_api_id = aws_api_gateway_rest_api.regional.id
}

resource "aws_api_gateway_stage" "pass_regional" {
  rest_api_id   = aws_api_gateway_rest_api.regional.id
  deployment_id = aws_api_gateway_deployment.regional.id
  stage_name    = "pass_regional"
}

resource "aws_wafv2_web_acl" "pass_regional" {
  name  = "pass_regional"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  rule {
    name     = "AWSManagedRulesCommonRuleSet"
    priority = 1

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "AWSManagedRulesCommonRuleSet"
      sampled_requests_enabled   = true
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "pass_regional"
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_web_acl_association" "pass_regional" {
  resource_arn = aws_api_gateway_stage.pass_regional.arn
  web_acl_arn  = aws_wafv2_web_acl.pass_regional.arn
}

resource "aws_api_gateway_stage" "fail_regional" {
  rest_api_id   = aws_api_gateway_rest_api.regional.id
  deployment_id = aws_api_gateway_deployment.regional.id
  stage_name    = "fail_regional"
}

resource "aws_api_gateway_rest_api" "edge" {
  name = "edge"

  endpoint_configuration {
    types = ["EDGE"]
  }
}

resource "aws_api_gateway_deployment" "edge" {
  rest_api_id = aws_api_gateway_rest_api.edge.id
}

resource "aws_api_gateway_stage" "pass_edge" {
  rest_api_id   = aws_api_gateway_rest_api.edge.id
  deployment_id = aws_api_gateway_deployment.edge.id
  stage_name    = "pass_edge"
}

resource "aws_wafv2_web_acl" "pass_edge" {
  name  = "pass_edge"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  rule {
    name     = "AWSManagedRulesCommonRuleSet"
    priority = 1

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "AWSManagedRulesCommonRuleSet"
      sampled_requests_enabled   = true
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "pass_edge"
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_web_acl_association" "pass_edge" {
  resource_arn = aws_api_gateway_stage.pass_edge.arn
  web_acl_arn  = aws_wafv2_web_acl.pass_edge.arn
}

resource "aws_api_gateway_stage" "fail_edge" {
  rest_api_id   = aws_api_gateway_rest_api.edge.id
  deployment_id = aws_api_gateway_deployment.edge.id
  stage_name    = "fail_edge"
}

resource "aws_api_gateway_rest_api" "inside" {
  name = "inside"

  endpoint_configuration {
    types = ["PRIVATE"]
  }
}

resource "aws_api_gateway_deployment" "inside" {
  rest_api_id = aws_api_gateway_rest_api.inside.id
}

resource "aws_api_gateway_stage" "pass_private" {
  rest_api_id   = aws_api_gateway_rest_api.inside.id
  deployment_id = aws_api_gateway_deployment.inside.id
  stage_name    = "pass_private"
}

resource "aws_api_gateway_rest_api" "no_stage" {
  name = "no_stage"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_stage" "pass_classic" {
  rest_api_id   = aws_api_gateway_rest_api.regional.id
  deployment_id = aws_api_gateway_deployment.regional.id
  stage_name    = "pass_classic"
}

resource "aws_wafregional_web_acl" "pass_classic" {
  name        = "classic"
  metric_name = "classic"

  default_action {
    type = "ALLOW"
  }
}

resource "aws_wafregional_web_acl_association" "pass_classic" {
  resource_arn = aws_api_gateway_stage.pass_classic.arn
  web_acl_id   = aws_wafregional_web_acl.pass_classic.id
}
