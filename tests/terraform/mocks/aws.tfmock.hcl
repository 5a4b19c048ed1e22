# What the mocked provider answers where the real one checks a value: ARNs, JSON, addresses.

mock_resource "aws_acm_certificate" {
  defaults = {
    arn = "arn:aws:acm:us-east-1:123456789012:certificate/5f0c1a7e-0000-4000-8000-000000000001"

    domain_validation_options = [
      {
        domain_name           = "api.example.com"
        resource_record_name  = "_proof.api.example.com."
        resource_record_type  = "CNAME"
        resource_record_value = "_proof.acm-validations.aws."
      }
    ]
  }
}

mock_resource "aws_acm_certificate_validation" {
  defaults = {
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/5f0c1a7e-0000-4000-8000-000000000001"
  }
}

mock_resource "aws_api_gateway_api_key" {
  defaults = {
    arn   = "arn:aws:apigateway:us-east-1::/apikeys/k3y"
    value = "0123456789abcdef0123456789abcdef"
  }
}

mock_resource "aws_api_gateway_authorizer" {
  defaults = {
    arn = "arn:aws:apigateway:us-east-1::/restapis/r3st/authorizers/auth"
  }
}

mock_resource "aws_api_gateway_client_certificate" {
  defaults = {
    arn = "arn:aws:apigateway:us-east-1::/clientcertificates/cert"
  }
}

mock_resource "aws_api_gateway_domain_name" {
  defaults = {
    arn                    = "arn:aws:apigateway:us-east-1::/domainnames/api.example.com"
    domain_name_id         = "d0main"
    cloudfront_domain_name = "d111111abcdef8.cloudfront.net"
    cloudfront_zone_id     = "Z2FDTNDATAQYW2"
    regional_domain_name   = "d-abc.execute-api.us-east-1.amazonaws.com"
    regional_zone_id       = "Z1UJRXOUMOOFQ8"
    security_policy        = "TLS_1_2"
  }
}

mock_resource "aws_api_gateway_domain_name_access_association" {
  defaults = {
    arn = "arn:aws:apigateway:us-east-1:123456789012:/domainnameaccessassociations/domainname/api.example.com/vpcesource/vpce-0123"
  }
}

mock_resource "aws_api_gateway_rest_api" {
  defaults = {
    arn              = "arn:aws:apigateway:us-east-1::/restapis/r3st"
    execution_arn    = "arn:aws:execute-api:us-east-1:123456789012:r3st"
    root_resource_id = "r00t"
    policy           = "{}"
  }
}

mock_resource "aws_api_gateway_stage" {
  defaults = {
    arn           = "arn:aws:apigateway:us-east-1::/restapis/r3st/stages/live"
    execution_arn = "arn:aws:execute-api:us-east-1:123456789012:r3st/live"
    invoke_url    = "https://r3st.execute-api.us-east-1.amazonaws.com/live"
  }
}

mock_resource "aws_api_gateway_usage_plan" {
  defaults = {
    arn = "arn:aws:apigateway:us-east-1::/usageplans/pl4n"
  }
}

mock_resource "aws_api_gateway_vpc_link" {
  defaults = {
    arn = "arn:aws:apigateway:us-east-1::/vpclinks/l1nk"
  }
}

mock_resource "aws_apigatewayv2_api" {
  defaults = {
    arn           = "arn:aws:apigateway:us-east-1::/apis/h77p"
    execution_arn = "arn:aws:execute-api:us-east-1:123456789012:h77p"
    api_endpoint  = "https://h77p.execute-api.us-east-1.amazonaws.com"
  }
}

mock_resource "aws_apigatewayv2_domain_name" {
  defaults = {
    arn = "arn:aws:apigateway:us-east-1::/domainnames/api.example.com"
  }
}

mock_resource "aws_apigatewayv2_stage" {
  defaults = {
    arn           = "arn:aws:apigateway:us-east-1::/apis/h77p/stages/live"
    execution_arn = "arn:aws:execute-api:us-east-1:123456789012:h77p/live"
    invoke_url    = "https://h77p.execute-api.us-east-1.amazonaws.com/live"
  }
}

mock_resource "aws_apigatewayv2_vpc_link" {
  defaults = {
    arn = "arn:aws:apigateway:us-east-1::/vpclinks/l2nk"
  }
}

mock_resource "aws_cloudwatch_dashboard" {
  defaults = {
    dashboard_arn = "arn:aws:cloudwatch::123456789012:dashboard/api"
  }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = {
    arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/apigateway/api"
  }
}

mock_resource "aws_cloudwatch_metric_alarm" {
  defaults = {
    arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:api"
  }
}

mock_resource "aws_iam_policy" {
  defaults = {
    arn = "arn:aws:iam::123456789012:policy/api"
  }
}

mock_resource "aws_iam_role" {
  defaults = {
    arn = "arn:aws:iam::123456789012:role/api"
  }
}

mock_resource "aws_kms_key" {
  defaults = {
    arn = "arn:aws:kms:us-east-1:123456789012:key/5f0c1a7e-0000-4000-8000-000000000002"
  }
}

mock_resource "aws_lambda_alias" {
  defaults = {
    arn        = "arn:aws:lambda:us-east-1:123456789012:function:orders:live"
    invoke_arn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:orders:live/invocations"
  }
}

mock_resource "aws_lambda_function" {
  defaults = {
    arn        = "arn:aws:lambda:us-east-1:123456789012:function:orders"
    invoke_arn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:orders/invocations"
  }
}

mock_resource "aws_s3_bucket" {
  defaults = {
    arn = "arn:aws:s3:::truststore"
  }
}

mock_resource "aws_s3_object" {
  defaults = {
    arn        = "arn:aws:s3:::truststore/truststore.pem"
    version_id = "v3rs10n"
  }
}

mock_resource "aws_security_group" {
  defaults = {
    arn = "arn:aws:ec2:us-east-1:123456789012:security-group/sg-0123456789abcdef0"
    id  = "sg-0123456789abcdef0"
  }
}

mock_resource "aws_sns_topic" {
  defaults = {
    arn = "arn:aws:sns:us-east-1:123456789012:alarms"
  }
}

mock_resource "aws_sqs_queue" {
  defaults = {
    arn = "arn:aws:sqs:us-east-1:123456789012:orders"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders"
  }
}

mock_resource "aws_vpc_endpoint" {
  defaults = {
    arn = "arn:aws:ec2:us-east-1:123456789012:vpc-endpoint/vpce-0123456789abcdef0"
    id  = "vpce-0123456789abcdef0"
  }
}

mock_resource "aws_wafv2_ip_set" {
  defaults = {
    arn = "arn:aws:wafv2:us-east-1:123456789012:regional/ipset/blocked/5f0c1a7e-0000-4000-8000-000000000003"
  }
}

mock_resource "aws_wafv2_regex_pattern_set" {
  defaults = {
    arn = "arn:aws:wafv2:us-east-1:123456789012:regional/regexpatternset/paths/5f0c1a7e-0000-4000-8000-000000000004"
  }
}

mock_resource "aws_wafv2_web_acl" {
  defaults = {
    arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/api/5f0c1a7e-0000-4000-8000-000000000005"
  }
}

mock_resource "aws_xray_sampling_rule" {
  defaults = {
    arn = "arn:aws:xray:us-east-1:123456789012:sampling-rule/orders"
  }
}

mock_data "aws_caller_identity" {
  defaults = {
    account_id = "123456789012"
    arn        = "arn:aws:iam::123456789012:role/deploy"
  }
}

mock_data "aws_iam_policy_document" {
  defaults = {
    json = "{}"
  }
}

mock_data "aws_lambda_function" {
  defaults = {
    arn        = "arn:aws:lambda:us-east-1:123456789012:function:orders"
    invoke_arn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:orders/invocations"
  }
}

mock_data "aws_partition" {
  defaults = {
    partition  = "aws"
    dns_suffix = "amazonaws.com"
  }
}

mock_data "aws_region" {
  defaults = {
    id   = "us-east-1"
    name = "us-east-1"
  }
}

mock_data "aws_route53_zone" {
  defaults = {
    arn     = "arn:aws:route53:::hostedzone/Z0123456789"
    zone_id = "Z0123456789"
  }
}

mock_data "aws_vpc" {
  defaults = {
    arn        = "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-0123456789abcdef0"
    cidr_block = "10.0.0.0/16"
  }
}
